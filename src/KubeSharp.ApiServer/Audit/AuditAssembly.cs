using KubeSharp.ApiServer.Audit.Policy;
using KubeSharp.ApiServer.Audit.Sinks;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.ApiServer.Webhooks;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.ApiServer.Audit;

/// <summary>The auditor that the options ask for.</summary>
internal sealed class AuditAssembly : IDisposable
{
    private static readonly TimeSpan WebhookTimeout = TimeSpan.FromSeconds(30);

    private readonly List<IAuditSink> _sinks = [];
    private readonly List<IDisposable> _owned = [];

    /// <exception cref="ConfigurationException">A file cannot be used.</exception>
    public AuditAssembly(AuditOptions options, ILoggerFactory loggerFactory, TimeProvider time)
    {
        if (options.PolicyFile.Length == 0)
        {
            return;
        }

        var registry = Metrics.DefaultRegistry;
        var policy = AuditPolicyReader.Parse(ConfigurationFile.ReadBytes(options.PolicyFile), options.PolicyFile);
        var errors = new AuditErrors(registry, loggerFactory.CreateLogger<AuditErrors>());
        if (options.LogPath.Length > 0)
        {
            var output = LogOf(options, time);
            _owned.Add(output);
            var form = Form(options.LogTruncate) with { IsLegacy = options.LogFormat == "legacy" };
            _sinks.Add(Sink(output, form, options.LogMode, options.LogBatch, options.LogTruncate, errors, time));
        }

        if (options.WebhookConfigFile.Length > 0)
        {
            var webhook = Webhook.OfKubeconfig(options.WebhookConfigFile, WebhookTimeout, Webhook.DefaultAttempts, time, options.WebhookInitialBackoff);
            _owned.Add(webhook);
            _sinks.Add(Sink(
                new WebhookOutput(webhook), Form(options.WebhookTruncate), options.WebhookMode, options.WebhookBatch, options.WebhookTruncate, errors, time));
        }

        Auditor = _sinks.Count == 0 ? null : new Auditor(policy, _sinks, registry, time);
    }

    /// <summary>Null if nothing is recorded.</summary>
    public Auditor? Auditor { get; }

    /// <summary>Write what has come together.</summary>
    public IEnumerable<IServerTask> Tasks => _sinks.OfType<IServerTask>();

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    private static AuditForm Form(AuditTruncateOptions truncate) => new() { MaxEventSize = truncate.Enabled ? truncate.MaxEventSize : 0 };

    private static IAuditSink Sink(
        IAuditOutput output, AuditForm form, string mode, AuditBatchOptions batch, AuditTruncateOptions truncate, AuditErrors errors, TimeProvider time) =>
        mode == "batch"
            ? new BatchingSink(output, form, batch, truncate.Enabled ? truncate.MaxBatchSize : 0, errors, time)
            : new BlockingSink(output, form, mode == "blocking-strict", errors);

    private static LogOutput LogOf(AuditOptions options, TimeProvider time) => new(
        new RotatingFileOptions
        {
            Path = options.LogPath,
            MaxBytes = (long)options.LogMaxSize << 20,
            MaxBackups = options.LogMaxBackup,
            MaxAge = TimeSpan.FromDays(options.LogMaxAge),
            Compress = options.LogCompress,
        },
        time);
}
