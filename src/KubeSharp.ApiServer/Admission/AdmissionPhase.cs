using KubeSharp.Api;

namespace KubeSharp.ApiServer.Admission;

/// <summary>The plugins that look at one operation in one phase, in order.</summary>
internal sealed class AdmissionPhase(AdmissionStep[] steps, TimeProvider time)
{
    /// <summary>The task fails with the first refusal.</summary>
    public ValueTask RunAsync(AdmissionContext context, CancellationToken cancellationToken) => RunFromAsync(0, context, cancellationToken);

    /// <summary>Plugins nearly always finish at once; only otherwise a state machine is made.</summary>
    private ValueTask RunFromAsync(int first, AdmissionContext context, CancellationToken cancellationToken)
    {
        var before = time.GetTimestamp();
        for (var i = first; i < steps.Length; i++)
        {
            ValueTask running;
            try
            {
                running = steps[i].Run(context, cancellationToken);
            }
            catch (ApiException refusal)
            {
                running = ValueTask.FromException(refusal);
            }

            if (!running.IsCompletedSuccessfully)
            {
                return ContinueAsync(running, before, i, context, cancellationToken);
            }

            var now = time.GetTimestamp();
            steps[i].Series.Observe(time.GetElapsedTime(before, now), rejected: false);
            before = now;
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask ContinueAsync(ValueTask running, long started, int index, AdmissionContext context, CancellationToken cancellationToken)
    {
        var rejected = true;
        try
        {
            await running.ConfigureAwait(false);
            rejected = false;
        }
        finally
        {
            var elapsed = time.GetElapsedTime(started);
            steps[index].Series.Observe(elapsed, rejected);
            if (steps[index].AsksOthers)
            {
                context.Request.AddWait(elapsed);
            }
        }

        await RunFromAsync(index + 1, context, cancellationToken).ConfigureAwait(false);
    }
}
