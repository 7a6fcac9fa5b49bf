"""The steps of `npm run bench -- value` in Python: lifetimes where it is installed, else pandas alone as far as it goes.

python value-pandas.py FILE        prints what was measured as one JSON object
"""
import json
import re
import resource
import sys

steps = []


def cpu_now():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_now():
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024


def run(step, work):
    try:
        with open("/proc/self/clear_refs", "w") as refs:
            refs.write("5")
    except OSError:
        pass
    begun = cpu_now()
    found = work()
    steps.append({"step": step, "cpuSeconds": round(cpu_now() - begun, 3), "peakMb": round(peak_now())})
    return found


import pandas  # noqa: E402

try:
    import lifetimes
    from lifetimes.utils import summary_data_from_transaction_data
except ImportError:
    lifetimes = None

steps.append({"step": "start", "cpuSeconds": round(cpu_now(), 3), "peakMb": round(peak_now())})
log = run("parse", lambda: pandas.read_csv(sys.argv[1], usecols=["customer", "date", "amount"], parse_dates=["date"]))


def with_pandas():
    until = log["date"].max()
    days = log.groupby(["customer", "date"], sort=True)["amount"].sum().reset_index()
    by_customer = days.groupby("customer")
    first = by_customer["date"].first()
    found = pandas.DataFrame({"frequency": by_customer.size() - 1})
    found["recency"] = (by_customer["date"].last() - first).dt.days / 7
    found["T"] = (until - first).dt.days / 7
    repeat = by_customer["amount"].sum() - by_customer["amount"].first()
    found["monetary_value"] = (repeat / found["frequency"]).where(found["frequency"] > 0, 0)
    return found


def with_lifetimes():
    found = summary_data_from_transaction_data(log, "customer", "date", monetary_value_col="amount", freq="D")
    found["recency"] /= 7
    found["T"] /= 7
    return found


table = run("statistics", with_lifetimes if lifetimes else with_pandas)
outcome = {"customers": len(table), "repeatOrders": int(table["frequency"].sum())}
says = f"pandas {pandas.__version__}, lifetimes not installed"
if lifetimes:
    says = f"lifetimes {lifetimes.__version__}, pandas {pandas.__version__}"
    del log
    model = lifetimes.BetaGeoFitter()
    run("bgnbd", lambda: model.fit(table["frequency"], table["recency"], table["T"]))
    outcome["bgnbd"] = float(-model._negative_log_likelihood_ * len(table))
    spend = table[(table["frequency"] > 0) & (table["monetary_value"] > 0)]
    run("gammaGamma", lambda: lifetimes.GammaGammaFitter().fit(spend["frequency"], spend["monetary_value"]))
    expected = run(
        "expected52",
        lambda: model.conditional_expected_number_of_purchases_up_to_time(52, table["frequency"], table["recency"], table["T"]),
    )
    outcome["expected52"] = float(expected.sum())
print(json.dumps({"steps": steps, "outcome": outcome, "says": says}))
