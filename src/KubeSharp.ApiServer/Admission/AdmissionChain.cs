using KubeSharp.ApiServer.Admission.Webhooks;

namespace KubeSharp.ApiServer.Admission;

/// <summary>Runs the plugins in order: all that mutate, and after validation of the object all that validate.</summary>
internal sealed class AdmissionChain
{
    private const string Admit = "admit";
    private const string Validate = "validate";

    private readonly AdmissionPhase[] _mutating;
    private readonly AdmissionPhase[] _last;
    private readonly AdmissionPhase[] _validating;
    private readonly AdmissionSeries[] _admitTimes;
    private readonly AdmissionSeries[] _validateTimes;
    private readonly TimeProvider _time;

    public AdmissionChain(IReadOnlyList<IAdmissionPlugin> plugins, AdmissionMetrics metrics, TimeProvider time)
    {
        _time = time;
        var once = plugins.Where(plugin => plugin.RunsOnce).ToList();
        var several = plugins.Except(once).ToList();
        var operations = Enum.GetValues<AdmissionOperation>();
        _mutating = [.. operations.Select(operation => Mutating(several, operation, metrics))];
        _last = [.. operations.Select(operation => Mutating(once, operation, metrics))];
        _validating = [.. operations.Select(operation => Validating(plugins, operation, metrics))];
        _admitTimes = [.. operations.Select(operation => metrics.OfPhase(Admit, operation))];
        _validateTimes = [.. operations.Select(operation => metrics.OfPhase(Validate, operation))];
    }

    /// <exception cref="KubeSharp.Api.ApiException">A plugin rejects.</exception>
    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var operation = (int)context.Operation;
        var mutated = _mutating[operation].RunAsync(context, cancellationToken);
        var admitted = mutated.IsCompletedSuccessfully && !context.NeedsReinvocation
            ? _last[operation].RunAsync(context, cancellationToken)
            : FinishAsync(mutated, context, cancellationToken);
        return MeasureAsync(admitted, started, _admitTimes[operation]);
    }

    /// <exception cref="KubeSharp.Api.ApiException">A plugin rejects.</exception>
    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var operation = (int)context.Operation;
        return MeasureAsync(_validating[operation].RunAsync(context, cancellationToken), started, _validateTimes[operation]);
    }

    private async ValueTask FinishAsync(ValueTask mutated, AdmissionContext context, CancellationToken cancellationToken)
    {
        await mutated.ConfigureAwait(false);
        if (context.NeedsReinvocation)
        {
            context.Reinvocation.Begin();
            await _mutating[(int)context.Operation].RunAsync(context, cancellationToken).ConfigureAwait(false);
        }

        await _last[(int)context.Operation].RunAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask MeasureAsync(ValueTask running, long started, AdmissionSeries times)
    {
        if (!running.IsCompletedSuccessfully)
        {
            return MeasureSlowAsync(running, started, times);
        }

        times.Observe(_time.GetElapsedTime(started), rejected: false);
        return ValueTask.CompletedTask;
    }

    private async ValueTask MeasureSlowAsync(ValueTask running, long started, AdmissionSeries times)
    {
        var rejected = true;
        try
        {
            await running.ConfigureAwait(false);
            rejected = false;
        }
        finally
        {
            times.Observe(_time.GetElapsedTime(started), rejected);
        }
    }

    private AdmissionPhase Mutating(IEnumerable<IAdmissionPlugin> plugins, AdmissionOperation operation, AdmissionMetrics metrics)
    {
        var selected = plugins.OfType<IMutatingAdmissionPlugin>().Where(plugin => plugin.Handles(operation));
        return new AdmissionPhase(
            [.. selected.Select(plugin => new AdmissionStep(
                plugin.AdmitAsync, metrics.OfPlugin(plugin.Name, Admit, operation), plugin is MutatingAdmissionWebhook))],
            _time);
    }

    private AdmissionPhase Validating(IEnumerable<IAdmissionPlugin> plugins, AdmissionOperation operation, AdmissionMetrics metrics)
    {
        var selected = plugins.OfType<IValidatingAdmissionPlugin>().Where(plugin => plugin.Handles(operation));
        return new AdmissionPhase(
            [.. selected.Select(plugin => new AdmissionStep(
                plugin.ValidateAsync, metrics.OfPlugin(plugin.Name, Validate, operation), plugin is ValidatingAdmissionWebhook))],
            _time);
    }
}
