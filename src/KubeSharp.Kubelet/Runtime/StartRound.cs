namespace KubeSharp.Kubelet.Runtime;

/// <summary>Starts containers one after another and keeps account of how that went.</summary>
internal sealed class StartRound(ContainerStarter.Setting setting, ContainerStarter starter)
{
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(5);

    public SyncOutcome Outcome { get; private set; }

    /// <returns>Whether the container was started.</returns>
    public async Task<bool> StartAsync(Container container, string kind, string? targetId, CancellationToken cancellationToken)
    {
        try
        {
            await starter.StartAsync(setting, container, kind, targetId, cancellationToken).ConfigureAwait(false);
            setting.State.ClearWaiting(container.Name);
            Outcome = Outcome with { Changed = true };
            return true;
        }
        catch (ContainerStartException exception)
        {
            setting.State.SetWaiting(container.Name, exception.Reason, exception.Message);
            var retry = exception.RetryAfter ?? DefaultRetry;
            Outcome = new SyncOutcome(
                Outcome.Changed || exception.Reason != ContainerStartException.CrashLoopBackOff,
                Outcome.RetryAfter is { } earlier && earlier < retry ? earlier : retry);
            return false;
        }
    }
}
