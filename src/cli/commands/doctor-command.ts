import { defineCommand } from '../command.ts';

export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'what a run would need and find: versions, memory, folders, room, who holds the lock',
  arguments: {},
  options: {},
  run: async (context) => (await import('../../app/doctor.ts')).doctor(context),
});
