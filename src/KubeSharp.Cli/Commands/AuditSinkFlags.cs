using System.CommandLine;
using System.Globalization;
using KubeSharp.ApiServer.Audit.Sinks;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags that the audit log and the audit webhook have alike: <c>--audit-log-mode</c> and <c>--audit-webhook-mode</c>, and so on.</summary>
internal sealed class AuditSinkFlags
{
    private const string Version = "audit.k8s.io/v1";

    private readonly Option<string> _mode;
    private readonly Option<string> _version;
    private readonly Option<int> _buffer;
    private readonly Option<int> _size;
    private readonly Option<string> _wait;
    private readonly Option<bool> _throttle;
    private readonly Option<string> _qps;
    private readonly Option<int> _burst;
    private readonly Option<bool> _truncate;
    private readonly Option<int> _maxBatch;
    private readonly Option<int> _maxEvent;

    public AuditSinkFlags(FlagSet set, string sink, string mode, int batchSize, string batchWait, bool throttles, int qps, int burst)
    {
        var truncate = new AuditTruncateOptions();
        _mode = set.Text($"--audit-{sink}-mode", "blocking, blocking-strict (a request that cannot be recorded is not served) or batch", mode);
        _version = set.Text($"--audit-{sink}-version", "Version of the events; there is one", Version);
        _buffer = set.Number($"--audit-{sink}-batch-buffer-size", "Events that may wait in mode batch", 10_000);
        _size = set.Number($"--audit-{sink}-batch-max-size", "Most events of a batch", batchSize);
        _wait = set.Text($"--audit-{sink}-batch-max-wait", "How long a batch waits to be full", batchWait);
        _throttle = set.Switch($"--audit-{sink}-batch-throttle-enable", "Write no more batches a second than the next two say", throttles);
        _qps = set.Text($"--audit-{sink}-batch-throttle-qps", "Batches a second, in the long run", qps.ToString(CultureInfo.InvariantCulture));
        _burst = set.Number($"--audit-{sink}-batch-throttle-burst", "Batches at once after a time of rest", burst);
        _truncate = set.Switch($"--audit-{sink}-truncate-enabled", "Leave bodies out of events that are too large", false);
        _maxBatch = set.Number($"--audit-{sink}-truncate-max-batch-size", "Most bytes of a batch", truncate.MaxBatchSize);
        _maxEvent = set.Number($"--audit-{sink}-truncate-max-event-size", "Most bytes of an event", truncate.MaxEventSize);
    }

    /// <exception cref="UserException">It is none.</exception>
    public string Mode(ParseResult result)
    {
        FlagValues.OneOf(result.GetRequiredValue(_version), _version.Name, Version);
        return FlagValues.OneOf(result.GetRequiredValue(_mode), _mode.Name, "blocking", "blocking-strict", "batch");
    }

    /// <exception cref="UserException">A flag cannot be used.</exception>
    public AuditBatchOptions Batch(ParseResult result)
    {
        var text = result.GetRequiredValue(_qps);
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var qps))
        {
            throw new UserException($"{_qps.Name} {text}: must be a number");
        }

        var throttles = result.GetValue(_throttle);
        if (throttles && qps <= 0)
        {
            throw new UserException($"{_qps.Name} {text}: must be greater than 0");
        }

        return new AuditBatchOptions
        {
            BufferSize = Positive(result.GetValue(_buffer), _buffer),
            MaxSize = Positive(result.GetValue(_size), _size),
            MaxWait = FlagValues.Span(result.GetRequiredValue(_wait), _wait.Name),
            ThrottleQps = throttles ? qps : 0,
            ThrottleBurst = throttles ? Positive(result.GetValue(_burst), _burst) : 1,
        };
    }

    /// <exception cref="UserException">A flag cannot be used.</exception>
    public AuditTruncateOptions Truncate(ParseResult result) => new()
    {
        Enabled = result.GetValue(_truncate),
        MaxBatchSize = Positive(result.GetValue(_maxBatch), _maxBatch),
        MaxEventSize = Positive(result.GetValue(_maxEvent), _maxEvent),
    };

    private static int Positive(int value, Option flag) => value > 0 ? value : throw new UserException($"{flag.Name} {value}: must be greater than 0");
}
