using KubeSharp.ApiServer.Hosting;

namespace KubeSharp.ApiServer.Access;

/// <summary>Runs <see cref="AccessControl"/> with the server, and says good-bye at a clean end.</summary>
internal sealed class AccessTask(AccessControl access, TimeProvider time) : IServerTask
{
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(2);

    public string Name => "rbac/bootstrap-roles";

    public Task Started => access.Bootstrapped;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await access.RunAsync(cancellationToken);
        }
        finally
        {
            await LeaveAsync();
        }
    }

    /// <summary>If it takes too long, the server's lease ends by itself.</summary>
    private async Task LeaveAsync()
    {
        using var deadline = new CancellationTokenSource(LeaveTimeout, time);
        try
        {
            await access.LeaveAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
        }
        catch (Storage.Errors.StoreException)
        {
        }
    }
}
