using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Health;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.OpenApi;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>
/// What the server is put together from. Each room of the server adds its own in one place of <see cref="ApiServerHost"/>; tests
/// replace what they do not mean to test.
/// </summary>
internal sealed class ApiServerParts
{
    public ResourceStrategies Strategies { get; } = new();

    /// <summary>Converters by the group version and resource they serve, such as <c>("events.k8s.io", "v1", "events")</c>.</summary>
    public Dictionary<(string Group, string Version, string Resource), IVersionConverter> Converters { get; } = [];

    public IAuthenticator? Authenticator { get; set; }

    public IAuthorizer? Authorizer { get; set; }

    /// <summary>Null if nothing is recorded.</summary>
    public Auditor? Auditor { get; set; }

    public List<IAdmissionPlugin> Admission { get; } = [];

    /// <summary>
    /// By group, resource and subresource. An empty subresource is a resource that can only be created and is not stored
    /// (TokenReview, SubjectAccessReview, bindings).
    /// </summary>
    public Dictionary<(string Group, string Resource, string Subresource), ISubresourceHandler> Subresources { get; } = [];

    public Dictionary<(string Group, string Resource, string Subresource), IConnectHandler> Connects { get; } = [];

    /// <summary>Resources that can be read and are not stored, by group and name.</summary>
    public Dictionary<(string Group, string Resource), IUnstoredResource> Unstored { get; } = [];

    /// <summary>Serves the group versions of extension servers; null without aggregation.</summary>
    public Aggregator? Aggregator { get; set; }

    /// <summary>Schemas of what is not built in: custom resources, extension servers.</summary>
    public List<IOpenApiSource> OpenApiSources { get; } = [];

    /// <summary>Paths that are no resources.</summary>
    public NonResourceRoutes Routes { get; } = new();

    public HealthChecks Health { get; } = new();

    /// <summary>Bring to date, before /metrics is read, what is not counted as it happens.</summary>
    public List<Func<CancellationToken, ValueTask>> MetricsUpdates { get; } = [];

    /// <summary>Background work; started in order when the caches are in sync, stopped in reverse.</summary>
    public List<IServerTask> Tasks { get; } = [];
}
