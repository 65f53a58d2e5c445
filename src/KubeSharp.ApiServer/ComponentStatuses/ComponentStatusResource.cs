using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.Serving.Health;

namespace KubeSharp.ApiServer.ComponentStatuses;

/// <summary>
/// componentstatuses: whether scheduler, controller manager and store answer, asked when somebody wants to know. Deprecated since 1.19,
/// and still what people type.
/// </summary>
/// <param name="inProcess">Components that live and die with this process.</param>
/// <param name="store">The store's own check.</param>
internal sealed class ComponentStatusResource(IReadOnlyList<string> inProcess, HealthCheck store) : IUnstoredResource
{
    private const int SchedulerPort = 10259;
    private const int ControllerManagerPort = 10257;

    public string? Deprecation => "v1 ComponentStatus is deprecated in v1.19+";

    public async ValueTask<IReadOnlyList<ApiObject>> ListAsync(CancellationToken cancellationToken) => await Task.WhenAll(
        ComponentAsync("controller-manager", ControllerManagerPort, cancellationToken),
        StoreAsync(cancellationToken),
        ComponentAsync("scheduler", SchedulerPort, cancellationToken)).ConfigureAwait(false);

    public ApiKind ListOf(IReadOnlyList<ApiObject> items) => new ComponentStatusList { Items = [.. items.Cast<ComponentStatus>()] };

    private async Task<ApiObject> ComponentAsync(string name, int port, CancellationToken cancellationToken) =>
        Status(name, inProcess.Contains(name) ? null : await ComponentProbe.CheckAsync(port, cancellationToken).ConfigureAwait(false));

    private async Task<ApiObject> StoreAsync(CancellationToken cancellationToken) =>
        Status("etcd-0", await store.CheckAsync(cancellationToken).ConfigureAwait(false));

    private static ComponentStatus Status(string name, string? problem) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Conditions =
        [
            new ComponentCondition
            {
                Type = "Healthy",
                Status = problem is null ? "True" : "False",
                Message = problem is null ? "ok" : "",
                Error = problem ?? "",
            },
        ],
    };
}
