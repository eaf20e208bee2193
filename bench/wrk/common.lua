-- Prints what the run came to as one line of JSON that `bench/run` reads. Read errors are no failures: wrk counts one
-- for each complete answer that ends with the connection instead of a length, as uwsgi's do, and an answer that
-- was cut short is not among the requests.
function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.write
      + summary.errors.status + summary.errors.timeout
  print(string.format(
    'RESULT {"requests": %d, "seconds": %.6f, "failed": %d, "p50_ms": %.3f, "p99_ms": %.3f, "max_ms": %.3f}',
    summary.requests, summary.duration / 1e6, failed,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
