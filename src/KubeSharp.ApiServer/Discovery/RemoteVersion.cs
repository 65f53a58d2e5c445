using KubeSharp.Api;
using KubeSharp.Api.Apidiscovery.V2;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>A group version that an extension server serves.</summary>
internal sealed record RemoteVersion(string Group, int GroupPriority, int VersionPriority, APIVersionDiscovery Document)
{
    public static RemoteVersion Empty(APIServiceSpec spec) => Of(spec, new APIResourceList()).AsStale();

    /// <summary>From the list that the extension server shows.</summary>
    public static RemoteVersion Of(APIServiceSpec spec, APIResourceList list)
    {
        var subresources = list.APIResources.Where(resource => resource.Name.Contains('/')).ToLookup(resource => resource.Name[..resource.Name.IndexOf('/')]);
        return new RemoteVersion(spec.Group, spec.GroupPriorityMinimum, spec.VersionPriority, new APIVersionDiscovery
        {
            Version = spec.Version,
            Freshness = "Current",
            Resources =
            [
                .. list.APIResources.Where(resource => !resource.Name.Contains('/')).Select(resource => new APIResourceDiscovery
                {
                    Resource = resource.Name,
                    ResponseKind = KindOf(spec, resource),
                    Scope = resource.Namespaced ? "Namespaced" : "Cluster",
                    SingularResource = resource.SingularName,
                    Verbs = resource.Verbs,
                    ShortNames = resource.ShortNames,
                    Categories = resource.Categories,
                    Subresources =
                    [
                        .. subresources[resource.Name].Select(subresource => new APISubresourceDiscovery
                        {
                            Subresource = subresource.Name[(resource.Name.Length + 1)..],
                            ResponseKind = KindOf(spec, subresource),
                            Verbs = subresource.Verbs,
                        }),
                    ],
                }),
            ],
        });
    }

    /// <summary>The same, of a server that does not answer at the moment.</summary>
    public RemoteVersion AsStale() => this with { Document = Document with { Freshness = "Stale" } };

    private static GroupVersionKind KindOf(APIServiceSpec spec, APIResource resource) => new()
    {
        Group = resource.Group.Length > 0 ? resource.Group : spec.Group,
        Version = resource.Version.Length > 0 ? resource.Version : spec.Version,
        Kind = resource.Kind,
    };
}
