using KubeSharp.Api;
using KubeSharp.Client;

namespace KubeSharp.Controllers.Storage;

internal static class Finalizers
{
    public static async ValueTask AddAsync<T>(KubeClient client, T value, string finalizer, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        if (!value.Metadata.Finalizers.Contains(finalizer))
        {
            var metadata = value.Metadata with { Finalizers = value.Metadata.Finalizers.Add(finalizer) };
            await client.UpdateAsync(value with { Metadata = metadata }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    public static async ValueTask RemoveAsync<T>(KubeClient client, T value, string finalizer, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        if (value.Metadata.Finalizers.Contains(finalizer))
        {
            var metadata = value.Metadata with { Finalizers = value.Metadata.Finalizers.RemoveAll(name => name == finalizer) };
            await client.UpdateAsync(value with { Metadata = metadata }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }
}
