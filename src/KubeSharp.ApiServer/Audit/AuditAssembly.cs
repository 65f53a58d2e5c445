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
            AddLog(options, errors, time);
        }

        if (options.WebhookConfigFile.Length > 0)
        {
            var webhook = Webhook.OfKubeconfig(options.WebhookConfigFile, WebhookTimeout, Webhook.DefaultAttempts, time);
            _owned.Add(webhook);
            _sinks.Add(new BatchingSink(new WebhookOutput(webhook), options.WebhookBatch, errors, time));
        }

        Auditor = _sinks.Count == 0 ? null : new Auditor(policy, _sinks, registry, time);
    }

    /// <summary>Null if nothing is recorded.</summary>
    public Auditor? Auditor { get; }

    /// <summary>Write what has come together.</summary>
    public IEnumerable<IServerTask> Tasks => _sinks.OfType<IServerTask>();

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    private void AddLog(AuditOptions options, AuditErrors errors, TimeProvider time)
    {
        var file = new RotatingFileOptions
        {
            Path = options.LogPath,
            MaxBytes = (long)options.LogMaxSize << 20,
            MaxBackups = options.LogMaxBackup,
            MaxAge = TimeSpan.FromDays(options.LogMaxAge),
            Compress = options.LogCompress,
        };
        var output = new LogOutput(file, time);
        _owned.Add(output);
        _sinks.Add(options.LogMode == "batch"
            ? new BatchingSink(output, options.LogBatch, errors, time)
            : new BlockingSink(output, options.LogMode == "blocking-strict", errors));
    }
}
