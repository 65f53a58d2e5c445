using KubeSharp.Api;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>An APIService for every group version that this server serves itself. Those of versions that it no longer serves go.</summary>
internal sealed class LocalApiServices(IReadOnlyList<ApiResource> resources, IObjectStore objects, TimeProvider time)
{
    private const int StablePriority = 15;
    private const int BetaPriority = 9;
    private const int AlphaPriority = 1;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var wanted = resources
            .Where(resource => resource.GroupPriority > 0)
            .GroupBy(resource => (resource.Group, resource.Version))
            .Select(version => Make(version.First()))
            .ToDictionary(service => service.Metadata.Name);
        foreach (var service in wanted.Values)
        {
            await EnsureAsync(service, cancellationToken).ConfigureAwait(false);
        }

        foreach (var stale in objects.List<APIService>().Where(service => IsOurs(service) && !wanted.ContainsKey(service.Metadata.Name)).ToList())
        {
            await objects.DeleteAsync<APIService>("", stale.Metadata.Name, IsOurs, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsOurs(APIService service) => LocalApiService.IsManaged(service, LocalApiService.OnStart);

    private static int VersionPriority(ApiResource resource) => resource switch
    {
        { Group: "" } => 1,
        { Group: "autoscaling", Version: "v2" } => 2 * StablePriority,
        _ when resource.Version.Contains("alpha", StringComparison.Ordinal) => AlphaPriority,
        _ when resource.Version.Contains("beta", StringComparison.Ordinal) => BetaPriority,
        _ => StablePriority,
    };

    private async Task EnsureAsync(APIService wanted, CancellationToken cancellationToken)
    {
        var name = wanted.Metadata.Name;
        if (objects.Get<APIService>("", name) is null
            && await objects.CreateAsync(wanted, cancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        await objects.UpdateAsync<APIService>(
            "",
            name,
            current => !IsOurs(current) || (current.Spec.Equals(wanted.Spec) && current.Status.Conditions.Count > 0)
                ? current
                : current with { Spec = wanted.Spec, Status = wanted.Status },
            cancellationToken).ConfigureAwait(false);
    }

    private APIService Make(ApiResource resource) => LocalApiService.Make(
        resource.Group, resource.Version, resource.GroupPriority, VersionPriority(resource), LocalApiService.OnStart, time.GetUtcNow());
}
