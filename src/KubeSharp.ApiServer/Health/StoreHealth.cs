using KubeSharp.Serving.Health;
using KubeSharp.Storage;
using KubeSharp.Storage.Errors;

namespace KubeSharp.ApiServer.Health;

/// <summary>Whether the store answers, in time. Upstream calls the check "etcd".</summary>
internal sealed class StoreHealth(IKeyValueStore store, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static readonly RangeRequest Request = new(KeyRange.Single("/registry/health")) { CountOnly = true };

    public HealthCheck Check => new("etcd", CheckAsync);

    /// <summary>The same under the name that only /readyz has.</summary>
    public HealthCheck Readiness => new("etcd-readiness", CheckAsync);

    private async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await store.RangeAsync(Request, either.Token).ConfigureAwait(false);
            return null;
        }
        catch (StoreException failure)
        {
            return failure.Message;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }
}
