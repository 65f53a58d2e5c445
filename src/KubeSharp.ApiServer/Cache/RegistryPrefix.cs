using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// Where upstream keeps a resource in etcd: the plural without its group, except for some old names and for the resources of the
/// extension servers, whose group comes first.
/// </summary>
public static class RegistryPrefix
{
    public const string Root = "/registry/";

    public static string For(ApiResource resource) => Root + Path(resource) + "/";

    private static string Path(ApiResource resource) => (resource.Group, resource.Name) switch
    {
        ("", "replicationcontrollers") => "controllers",
        ("", "endpoints") => "services/endpoints",
        ("", "nodes") => "minions",
        ("", "services") => "services/specs",
        ("networking.k8s.io", "ingresses") => "ingress",
        ("apiextensions.k8s.io" or "apiregistration.k8s.io", _) => $"{resource.Group}/{resource.Name}",
        _ when resource.Type is null => $"{resource.Group}/{resource.Name}",
        _ => resource.Name,
    };
}
