"""Random cases and what independent libraries say about them; see README.md for the command.

Every section writes one compact JSON file into fixtures/. Undefined results are null. Inputs are rounded, so that they
travel through JSON exactly and ties are real ties.
"""

import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
import warnings

import lifelines
import numpy as np
import scipy
import scipy.stats as st
import sklearn
import sklearn.calibration
import sklearn.isotonic
import sklearn.metrics as skm
import statsmodels
import statsmodels.api as sm
from lifelines import KaplanMeierFitter
from lifelines.utils import concordance_index
from scipy.optimize import minimize
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, "fixtures")
rng = np.random.default_rng(20261031)
CASES = 420


def clean(value):
    """Plain Python for JSON; what isn't finite becomes null."""
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [clean(v) for v in value]
    if value is None or isinstance(value, str):
        return value
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def write(name, cases, by):
    body = ",\n".join(json.dumps(clean(c), separators=(",", ":")) for c in cases)
    text = '{"by":%s,\n"cases":[\n%s\n]}\n' % (json.dumps(by), body)
    with open(os.path.join(FIXTURES, name), "w") as f:
        f.write(text)
    print(name, len(cases), "cases", len(text) // 1024, "KiB")


def scores_of(n):
    kind = rng.integers(0, 6)
    if kind == 0:
        return np.full(n, round(float(rng.uniform(0, 100)), 2))
    if kind == 1:
        return rng.integers(0, 4, n) * 10.0
    if kind == 2:
        return np.round(rng.normal(50, 25, n), 0)
    if kind == 3:
        return np.round(rng.uniform(-1, 1, n), 6)
    return np.round(rng.uniform(0, 100, n), 2)


def outcomes_of(scores):
    kind = rng.integers(0, 8)
    n = len(scores)
    if kind == 0:
        return np.full(n, rng.integers(0, 2))
    spread = scores.std() or 1.0
    logit = -(scores - scores.mean()) / spread * rng.uniform(-0.5, 2.5) + rng.normal(-0.4, 0.6)
    return (rng.uniform(size=n) < 1 / (1 + np.exp(-logit))).astype(int)


def decisions():
    n = int(rng.choice([1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 26]))
    s = scores_of(n)
    return s, outcomes_of(s)


def both(y):
    return 0 < y.sum() < len(y)


def exact_rank_p(s, y):
    """Two-sided permutation p of the rank sum over every relabelling, in whole numbers."""
    n, m = len(y), int(min(y.sum(), len(y) - y.sum()))
    if math.comb(n, m) > 20000:
        return None
    ranks = np.rint(2 * st.rankdata(s)).astype(int) - (n + 1)
    seen = abs(int(ranks[y == 1].sum()))
    sums = [abs(sum(c)) for c in itertools.combinations(ranks.tolist(), m)]
    return sum(v >= seen for v in sums) / len(sums)


def separation_cases():
    for _ in range(CASES):
        s, y = decisions()
        w = np.round(rng.lognormal(8, 1.2, len(s)), 0)
        s2 = scores_of(len(s))
        case = {"s": s, "y": y, "w": w, "s2": s2, "ranks": st.rankdata(s)}
        moving = both(y) and np.unique(s).size > 1
        if both(y):
            case["auc"] = skm.roc_auc_score(y, -s)
            case["arrAuc"] = skm.roc_auc_score(y, -s, sample_weight=w)
            case["ap"] = skm.average_precision_score(y, -s)
            case["ks"] = st.ks_2samp(s[y == 1], s[y == 0]).statistic
        if moving:
            case["rho"] = st.spearmanr(s, 1 - y).statistic
            case["exactP"] = exact_rank_p(s, y)
            case["tau"], case["tauP"] = tau(s, 1 - y)
            if len(s) > 2:
                r = st.pointbiserialr(1 - y, s)
                case["pb"], case["pbP"] = r.statistic, r.pvalue
        before, after = np.round(w), np.round(w * rng.choice([0, 0, 0.5, 1, 1, 1.2], len(s)))
        case["after"] = after
        if len(s) > 2 and np.unique(s).size > 1 and np.unique(after / before).size > 1:
            case["retention"] = st.spearmanr(s, after / before).statistic
        yield case


def tau(s, renewed):
    if len(s) < 3:
        return st.kendalltau(s, renewed, variant="b").statistic, None
    r = st.kendalltau(s, renewed, variant="b", method="asymptotic")
    return r.statistic, r.pvalue


def run_r(script, table, columns):
    """Runs an R script on a CSV and reads the CSV it writes, NA as None."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "in.csv"), os.path.join(folder, "out.csv")
        with open(source, "w") as f:
            f.write(",".join(columns) + "\n")
            for row in table:
                f.write(",".join(repr(float(v)) for v in row) + "\n")
        subprocess.run(["Rscript", "--vanilla", os.path.join(HERE, script), source, target], check=True)
        with open(target) as f:
            head = f.readline().strip().replace('"', "").split(",")
            return [dict(zip(head, map(number_of, line.strip().split(",")))) for line in f]


def number_of(text):
    return None if text in ("NA", "NaN", "Inf", "-Inf") else float(text.replace('"', ""))


def delong_cases():
    cases = []
    while len(cases) < CASES:
        s, y = decisions()
        if not both(y):
            continue
        s2 = s * 2 + 1 if rng.integers(0, 12) == 0 else np.round(0.4 * s + scores_of(len(s)), 2)
        cases.append({"s": s, "y": y, "s2": s2})
    rows = [(i, *r) for i, c in enumerate(cases) for r in zip(c["s"], c["s2"], c["y"])]
    for case, answer in zip(cases, run_r("delong.R", rows, ["case", "s", "s2", "y"])):
        answer.pop("case")
        case.update(answer)
    return cases


def bootstrap_cases():
    cases = []
    for n, effect in [(60, 0.5), (90, 1.2), (120, 0.0)]:
        s = np.round(rng.normal(50, 20, n), 0)
        y = (rng.uniform(size=n) < 1 / (1 + np.exp(effect * (s - 50) / 20 + 1.2))).astype(int)
        cases.append({"s": s, "y": y})
    rows = [(i, *r) for i, c in enumerate(cases) for r in zip(c["s"], c["y"])]
    for case, answer in zip(cases, run_r("bootstrap.R", rows, ["case", "s", "y"])):
        case["low"], case["high"] = answer["low"], answer["high"]
    return cases


def not_separated(x, y):
    a, b = x[y == 1], x[y == 0]
    return both(y) and a.max() > b.min() and b.max() > a.min()


def logit_fit(x, y):
    fit = sm.Logit(y, sm.add_constant(x, has_constant="add")).fit(disp=0, method="newton", maxiter=200, tol=1e-14)
    return [fit.params[0], fit.params[1], fit.bse[0], fit.bse[1], fit.cov_params()[0][1]]


def calibration_cases():
    for _ in range(CASES):
        n = int(rng.choice([2, 4, 6, 10, 16, 24, 30]))
        p = np.round(rng.beta(1.2, 2.5, n), int(rng.integers(1, 4)))
        p = np.clip(p, 0.001, 0.999)
        y = (rng.uniform(size=n) < p ** rng.uniform(0.6, 1.6)).astype(int)
        s = np.round(100 * (1 - p) + rng.normal(0, 5, n), 0)
        case = {"p": p, "y": y, "s": s}
        case["brier"] = skm.brier_score_loss(y, p, pos_label=1)
        case["logLoss"] = skm.log_loss(y, p, labels=[0, 1])
        for name, strategy, bins in [("uniform", "uniform", 5), ("quantile", "quantile", 4)]:
            true, predicted = sklearn.calibration.calibration_curve(y, p, n_bins=bins, strategy=strategy)
            case[name] = [true, predicted]
        logits = np.log(p) - np.log1p(-p)
        if both(y):
            glm = sm.GLM(y, np.ones((n, 1)), family=sm.families.Binomial(), offset=logits)
            fit = glm.fit(tol=1e-14, maxiter=200)
            case["large"] = [fit.params[0], fit.bse[0]]
        if not_separated(logits, y):
            case["line"] = logit_fit(logits, y)
        if not_separated(s, y):
            case["onScore"] = logit_fit(s, y)
        if both(y) and np.unique(s).size > 1:
            high, low = (y.sum() + 1) / (y.sum() + 2), 1 / (n - y.sum() + 2)
            targets = np.where(y == 1, high, low)
            x = sm.add_constant((s - 50) / 20, has_constant="add")
            fit = sm.GLM(targets, x, family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200)
            (v00, v01), (_, v11) = fit.cov_params()
            slope = fit.params[1] / 20
            variances = [v00 - 2 * 2.5 * v01 + 2.5**2 * v11, v11 / 400, (v01 - 2.5 * v11) / 20]
            case["platt"] = [fit.params[0] - 50 * slope, slope, *variances]
        grid = np.array([-20.0, 0, 10, 25, 33, 50, 66.5, 80, 99, 130])
        iso = sklearn.isotonic.IsotonicRegression(increasing=False, out_of_bounds="clip").fit(s, y)
        case["isotonic"] = iso.predict(grid)
        case["quantiles"] = np.quantile(s, [0, 0.1, 0.25, 0.5, 0.77, 1])
        yield case


def survival_cases():
    for _ in range(CASES):
        n = int(rng.choice([1, 2, 3, 5, 8, 12, 20, 30]))
        t = rng.integers(1, int(rng.choice([4, 12, 400])), n).astype(float)
        event = (rng.uniform(size=n) < rng.choice([0.1, 0.5, 0.9])).astype(int)
        s = scores_of(n)
        case = {"t": t, "event": event, "s": s}
        try:
            case["c"] = concordance_index(t, s, event)
        except ZeroDivisionError:
            case["c"] = None
        km = KaplanMeierFitter().fit(t, event)
        table, ci = km.survival_function_, km.confidence_interval_
        case["times"] = table.index.values[1:] if table.index.values[0] == 0 else table.index.values
        first = 1 if table.index.values[0] == 0 else 0
        case["survival"] = table.iloc[first:, 0].values
        case["low"], case["high"] = ci.iloc[first:, 0].values, ci.iloc[first:, 1].values
        yield case


def rate_cases():
    for _ in range(CASES):
        n = int(rng.integers(1, 400))
        hits = int(rng.integers(0, n + 1)) if rng.integers(0, 5) else int(rng.choice([0, n]))
        confidence = float(rng.choice([0.8, 0.9, 0.95, 0.99]))
        yield {"hits": hits, "n": n, "confidence": confidence,
               "ci": proportion_confint(hits, n, alpha=1 - confidence, method="wilson")}


def discovery_cases():
    for _ in range(CASES):
        m = int(rng.integers(1, 25))
        p = np.round(rng.uniform(size=m) ** rng.uniform(1, 5), int(rng.integers(1, 6)))
        yield {"p": p, "bh": st.false_discovery_control(p, method="bh"),
               "by": st.false_discovery_control(p, method="by")}


def trend_cases():
    cases = []
    for _ in range(CASES):
        k = int(rng.integers(2, 6))
        totals = rng.integers(1, 60, k)
        hits = rng.binomial(totals, rng.uniform(0, 1, k))
        cases.append({"hits": hits, "totals": totals, "positions": np.sort(rng.choice(20, k, replace=False))})
    rows = [(i, *r) for i, c in enumerate(cases) for r in zip(c["hits"], c["totals"], c["positions"])]
    for case, answer in zip(cases, run_r("trend.R", rows, ["case", "hits", "totals", "positions"])):
        case["chiSquare"], case["p"] = answer["chiSquare"], answer["p"]
    return cases


def effect_cases():
    for _ in range(CASES):
        n = int(rng.integers(4, 24))
        treated = np.r_[1, 1, 0, 0, rng.integers(0, 2, n - 4)]
        before = np.round(rng.normal(45, 15, n), 1)
        after = np.round(before + rng.normal(3, 8, n) + 4 * treated, 1)
        change = after - before
        test = st.ttest_ind(change[treated == 1], change[treated == 0], equal_var=False)
        ci = test.confidence_interval(0.95)
        value = change[treated == 1].mean() - change[treated == 0].mean()
        yield {"before": before, "after": after, "treated": treated, "value": value,
               "p": test.pvalue, "ci": [ci.low, ci.high]}


def distribution_cases():
    for _ in range(CASES):
        z = float(np.round(rng.normal(0, 4), 6))
        share = float(np.round(rng.choice([rng.uniform(), 10.0 ** -rng.uniform(1, 12)]), 14)) or 1e-9
        df = float(rng.choice([1, 2, 3, 4, 5, 9, 10, 19, 30, 98, 998, 12345, 2.5, 7.3]))
        x = float(np.round(rng.gamma(df / 2, 2) * rng.choice([0.2, 1, 3]), 6)) or 0.5
        t = float(np.round(rng.standard_t(3) * 2, 6))
        confidence = float(rng.choice([0.5, 0.8, 0.9, 0.95, 0.99, 0.999]))
        yield {"z": z, "cdf": st.norm.cdf(z), "share": share, "quantile": st.norm.ppf(share),
               "df": df, "x": x, "upper": st.chi2.sf(x, df), "lower": st.chi2.cdf(x, df),
               "chiQuantile": st.chi2.ppf(confidence, df), "t": t, "twoSided": 2 * st.t.sf(abs(t), df),
               "confidence": confidence, "reach": st.t.ppf((1 + confidence) / 2, df)}


def agreement_cases(rng):
    """Two scores of the same accounts, and a trait in two groups."""
    for _ in range(CASES):
        n = int(rng.integers(1, 60))
        a = np.round(rng.normal(50, 20, n), int(rng.integers(0, 3)))
        b = np.round(rng.choice([0.0, 1.0]) * a + rng.normal(0, 15, n), int(rng.integers(-1, 2)))
        if rng.integers(0, 12) == 0:
            b = np.full(n, 7.0)
        yield {"a": a, "b": b, "rho": st.spearmanr(a, b).statistic if n > 1 else None}


def fisher_cases(rng):
    for _ in range(CASES):
        n, other = int(rng.integers(0, 80)), int(rng.integers(0, 400))
        hits, other_hits = int(rng.binomial(n, rng.uniform())), int(rng.binomial(other, rng.uniform()))
        table = [[hits, n - hits], [other_hits, other - other_hits]]
        yield {"hits": hits, "n": n, "otherHits": other_hits, "otherN": other, "p": st.fisher_exact(table).pvalue}


def shrunk_cases(rng):
    """The bounded, penalised likelihood by a general optimiser, polished by Newton's steps in what is not at its bound."""
    found = 0
    while found < 240:
        n, k = int(rng.integers(20, 160)), int(rng.integers(1, 6))
        x = np.round(rng.uniform(0, 1, (n, k)), 3)
        if k > 2 and rng.integers(0, 4) == 0:
            x[:, 1] = x[:, 0]
        if rng.integers(0, 6) == 0:
            x[:, -1] = 0.5
        towards = np.round(rng.uniform(0.05, 1, k), 3)
        truth = rng.normal(0.5, 2, k)
        y = (rng.uniform(size=n) < 1 / (1 + np.exp(x @ truth - truth.sum() / 2))).astype(int)
        penalty = float(rng.choice([0.01, 0.1, 1, 10]))
        if y.min() == y.max():
            continue
        pull = penalty * (np.eye(k) - np.outer(towards, towards) / (towards @ towards))
        answer = shrunk_fit(x, y, pull)
        if answer is not None:
            found += 1
            yield {"x": x.T, "y": y, "towards": towards, "penalty": penalty, "loss": answer[0], "logOdds": np.round(answer[1], 10)}


def shrunk_fit(x, y, pull):
    design = np.column_stack([np.ones(len(y)), -x])
    charge = np.zeros((design.shape[1],) * 2)
    charge[1:, 1:] = pull

    def loss(b):
        eta = design @ b
        return np.mean(np.logaddexp(0, eta) - y * eta) + b @ charge @ b / 2

    def slope(b):
        return design.T @ (1 / (1 + np.exp(-(design @ b))) - y) / len(y) + charge @ b

    bounds = [(None, None)] + [(0, None)] * x.shape[1]
    start = minimize(loss, np.zeros(design.shape[1]), jac=slope, method="L-BFGS-B", bounds=bounds,
                     options={"ftol": 1e-16, "gtol": 1e-11, "maxiter": 5000}).x
    free = np.r_[True, start[1:] > 1e-6]
    b = np.where(free, start, 0)
    for _ in range(50):
        p = 1 / (1 + np.exp(-(design @ b)))
        curve = (design * (p * (1 - p))[:, None]).T @ design / len(y) + charge
        step = np.linalg.lstsq(curve[np.ix_(free, free)], slope(b)[free], rcond=None)[0]
        b[free] -= step
    settled = np.abs(slope(b)[free]).max() < 1e-10 and slope(b)[~free].min(initial=0) > -1e-8
    return (loss(b), design @ b) if settled and b[1:].min() >= 0 and np.abs(b).max() < 50 else None


def main(only):
    os.makedirs(FIXTURES, exist_ok=True)
    versions = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__,
                "statsmodels": statsmodels.__version__, "lifelines": lifelines.__version__}
    r = subprocess.run(["Rscript", "--vanilla", "-e", 'cat(R.version.string, "pROC", format(packageVersion("pROC")))'],
                       check=True, capture_output=True, text=True).stdout
    use = lambda *names: ", ".join(f"{n} {versions[n]}" for n in names)
    # Each of these draws from a seed of its own, so that it can be made alone.
    own = {
        "agreement.json": (agreement_cases, 1, "scipy"),
        "fisher.json": (fisher_cases, 2, "scipy"),
        "shrunk.json": (shrunk_cases, 3, "scipy"),
    }
    for name, (cases, seed, by) in own.items():
        if not only or name in only:
            write(name, list(cases(np.random.default_rng([20261122, seed]))), use(by))
    if only:
        return
    write("separation.json", list(separation_cases()), use("scikit-learn", "scipy"))
    write("delong.json", delong_cases(), r)
    write("bootstrap.json", bootstrap_cases(), r)
    write("calibration.json", list(calibration_cases()), use("scikit-learn", "statsmodels", "numpy"))
    write("survival.json", list(survival_cases()), use("lifelines"))
    write("rates.json", list(rate_cases()), use("statsmodels"))
    write("discovery.json", list(discovery_cases()), use("scipy"))
    write("trend.json", trend_cases(), r)
    write("effect.json", list(effect_cases()), use("scipy"))
    write("distributions.json", list(distribution_cases()), use("scipy"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
