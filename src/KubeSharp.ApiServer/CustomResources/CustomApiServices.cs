using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>An APIService for each group version that definitions declare, as long as there is such a definition. Used by one task.</summary>
internal sealed class CustomApiServices(IObjectStore objects, TimeProvider time)
{
    private const int GroupPriority = 1000;
    private const int VersionPriority = 100;

    /// <param name="group">The group that may have changed.</param>
    /// <param name="versions">Those of its versions that are served.</param>
    /// <param name="cancellationToken">Ends the writes.</param>
    public async ValueTask EnsureAsync(string group, IReadOnlySet<string> versions, CancellationToken cancellationToken)
    {
        foreach (var version in versions)
        {
            if (objects.Get<APIService>("", version + "." + group) is null)
            {
                var service = LocalApiService.Make(group, version, GroupPriority, VersionPriority, LocalApiService.Continuously, time.GetUtcNow());
                await objects.CreateAsync(service, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var stale in objects.List<APIService>().Where(service => service.Spec.Group == group && !versions.Contains(service.Spec.Version)).ToList())
        {
            await objects.DeleteAsync<APIService>("", stale.Metadata.Name, IsOurs, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsOurs(APIService service) => LocalApiService.IsManaged(service, LocalApiService.Continuously);
}
