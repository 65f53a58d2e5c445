namespace KubeSharp.ApiServer.Admission;

/// <summary>Runs the plugins in order: all that mutate, and after validation of the object all that validate.</summary>
public sealed class AdmissionChain
{
    private readonly IMutatingAdmissionPlugin[][] _mutating;
    private readonly IMutatingAdmissionPlugin[][] _last;
    private readonly IValidatingAdmissionPlugin[][] _validating;

    public AdmissionChain(IReadOnlyList<IAdmissionPlugin> plugins)
    {
        Plugins = plugins;
        var once = plugins.Where(plugin => plugin.RunsOnce).ToList();
        var several = plugins.Except(once).ToList();
        _mutating = [.. Enum.GetValues<AdmissionOperation>().Select(operation => Select<IMutatingAdmissionPlugin>(several, operation))];
        _last = [.. Enum.GetValues<AdmissionOperation>().Select(operation => Select<IMutatingAdmissionPlugin>(once, operation))];
        _validating = [.. Enum.GetValues<AdmissionOperation>().Select(operation => Select<IValidatingAdmissionPlugin>(plugins, operation))];
    }

    public IReadOnlyList<IAdmissionPlugin> Plugins { get; }

    /// <exception cref="KubeSharp.Api.ApiException">A plugin rejects.</exception>
    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var mutated = AdmitFromAsync(_mutating[(int)context.Operation], 0, context, cancellationToken);
        return mutated.IsCompletedSuccessfully && !context.NeedsReinvocation
            ? AdmitFromAsync(_last[(int)context.Operation], 0, context, cancellationToken)
            : FinishAsync(mutated, context, cancellationToken);
    }

    /// <exception cref="KubeSharp.Api.ApiException">A plugin rejects.</exception>
    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        ValidateFromAsync(_validating[(int)context.Operation], 0, context, cancellationToken);

    private async ValueTask FinishAsync(ValueTask mutated, AdmissionContext context, CancellationToken cancellationToken)
    {
        await mutated;
        if (context.NeedsReinvocation)
        {
            context.Reinvocation.Begin();
            await AdmitFromAsync(_mutating[(int)context.Operation], 0, context, cancellationToken);
        }

        await AdmitFromAsync(_last[(int)context.Operation], 0, context, cancellationToken);
    }

    private static T[] Select<T>(IReadOnlyList<IAdmissionPlugin> plugins, AdmissionOperation operation)
        where T : IAdmissionPlugin => [.. plugins.OfType<T>().Where(plugin => plugin.Handles(operation))];

    /// <summary>Plugins nearly always finish at once; only then no state machine is made.</summary>
    private static ValueTask AdmitFromAsync(
        IMutatingAdmissionPlugin[] plugins, int start, AdmissionContext context, CancellationToken cancellationToken)
    {
        for (var i = start; i < plugins.Length; i++)
        {
            var step = plugins[i].AdmitAsync(context, cancellationToken);
            if (!step.IsCompletedSuccessfully)
            {
                return ContinueAsync(step, plugins, i + 1, context, cancellationToken);
            }
        }

        return ValueTask.CompletedTask;

        static async ValueTask ContinueAsync(
            ValueTask step, IMutatingAdmissionPlugin[] plugins, int next, AdmissionContext context, CancellationToken cancellationToken)
        {
            await step;
            await AdmitFromAsync(plugins, next, context, cancellationToken);
        }
    }

    private static ValueTask ValidateFromAsync(
        IValidatingAdmissionPlugin[] plugins, int start, AdmissionContext context, CancellationToken cancellationToken)
    {
        for (var i = start; i < plugins.Length; i++)
        {
            var step = plugins[i].ValidateAsync(context, cancellationToken);
            if (!step.IsCompletedSuccessfully)
            {
                return ContinueAsync(step, plugins, i + 1, context, cancellationToken);
            }
        }

        return ValueTask.CompletedTask;

        static async ValueTask ContinueAsync(
            ValueTask step, IValidatingAdmissionPlugin[] plugins, int next, AdmissionContext context, CancellationToken cancellationToken)
        {
            await step;
            await ValidateFromAsync(plugins, next, context, cancellationToken);
        }
    }
}
