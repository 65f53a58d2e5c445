using System.CommandLine;
using System.Globalization;
using KubeSharp.Controllers;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of the HorizontalPodAutoscaler controller.</summary>
internal sealed class AutoscalerFlags
{
    private const string Prefix = "--horizontal-pod-autoscaler-";

    private readonly Option<string> _syncPeriod;
    private readonly Option<string> _stabilization;
    private readonly Option<string> _cpuInitialization;
    private readonly Option<string> _readinessDelay;
    private readonly Option<string> _tolerance;

    public AutoscalerFlags(FlagSet flags)
    {
        _syncPeriod = flags.Text(Prefix + "sync-period", "Time between two looks at an autoscaler's metrics", "15s");
        _stabilization = flags.Text(Prefix + "downscale-stabilization", "How long lower recommendations have to hold before they are followed", "5m0s");
        _cpuInitialization = flags.Text(Prefix + "cpu-initialization-period", "Time after a pod's start in which its CPU use is doubted", "5m0s");
        _readinessDelay = flags.Text(Prefix + "initial-readiness-delay", "Time after a pod's start in which changes of readiness are those of the start", "30s");
        _tolerance = flags.Text(Prefix + "tolerance", "How far a metric may be off its target, as a share of it", "0.1");
    }

    /// <exception cref="UserException">A value cannot be read.</exception>
    public ControllerManagerOptions Apply(ParseResult result, ControllerManagerOptions options) => options with
    {
        AutoscalerSyncPeriod = Span(result, _syncPeriod),
        AutoscalerDownscaleStabilization = Span(result, _stabilization),
        AutoscalerCpuInitializationPeriod = Span(result, _cpuInitialization),
        AutoscalerInitialReadinessDelay = Span(result, _readinessDelay),
        AutoscalerTolerance = Share(result.GetRequiredValue(_tolerance)),
    };

    private static TimeSpan Span(ParseResult result, Option<string> option) => FlagValues.Span(result.GetRequiredValue(option), option.Name);

    private double Share(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and < 1
            ? share
            : throw new UserException($"{_tolerance.Name} {text} is not a share between 0 and 1");
}
