using KubeSharp.ApiServer.Tracing;
using KubeSharp.Storage.Errors;
using Prometheus;

namespace KubeSharp.ApiServer.Cache.Feed;

/// <summary>Calls of the store of one sort for one resource: counted, timed, and their errors as the API shows them.</summary>
internal sealed class StoreOperation(string name, string resource, ICounter requests, ICounter errors, IHistogram seconds, TimeProvider time)
{
    /// <exception cref="KubeSharp.Api.ApiException">The store has failed.</exception>
    public async ValueTask<T> MeasureAsync<T>(ValueTask<T> call)
    {
        using var span = Spans.Part(name, "resource", resource);
        long started = time.GetTimestamp();
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (StoreException error)
        {
            errors.Inc();
            throw StoreErrors.Translate(error);
        }
        finally
        {
            requests.Inc();
            seconds.Observe(time.GetElapsedTime(started).TotalSeconds);
        }
    }
}
