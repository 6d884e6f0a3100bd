interface ClusterShape {
  readonly folder: string;
  readonly fsid: string;
  readonly monPort: number;
  readonly port: number;
}

/** One monitor, one store in memory, one gateway; nobody proves who they are, nothing listens but on this machine. */
export function cephConf({ folder, fsid, monPort, port }: ClusterShape): string {
  return `[global]
fsid = ${fsid}
mon_host = [v2:127.0.0.1:${monPort}/0]
mon_initial_members = a
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
ms_bind_msgr1 = false
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_crush_chooseleaf_type = 0
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
mon_data_avail_crit = 0
mon_data_avail_warn = 0
osd_objectstore = memstore
memstore_device_bytes = 2147483648
rgw_frontends = beast endpoint=127.0.0.1:${port}
rgw_dynamic_resharding = false
run_dir = ${folder}/run
log_file = ${folder}/$name.log
admin_socket = ${folder}/run/$name.$pid.asok
mon_data = ${folder}/mon
osd_data = ${folder}/osd
rgw_data = ${folder}/rgw
`;
}
