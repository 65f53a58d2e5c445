using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.Api.Networking.V1;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.Api.Scheduling.V1;
using KubeSharp.ApiServer.Bootstrap.FlowControl;
using KubeSharp.ApiServer.Bootstrap.Rbac;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Fairness;

namespace KubeSharp.ApiServer.Bootstrap;

/// <summary>Ensures the objects that every cluster has. What is already right is not written.</summary>
internal sealed class ClusterBootstrap(IObjectStore objects, BootstrapOptions options, TimeProvider time)
{
    /// <summary>Everything that is ensured once at start. The store gathers the writes into few transactions.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await EnsureNamespacesAsync(cancellationToken);
        await Task.WhenAll(
        [
            .. RbacObjects.ClusterRoles.Select(role => EnsureAsync(role, RbacReconciliation.Merge, cancellationToken)),
            .. RbacObjects.Roles.Select(role => EnsureAsync(role, RbacReconciliation.Merge, cancellationToken)),
            .. RbacObjects.ClusterRoleBindings.Select(binding => EnsureAsync(binding, RbacReconciliation.Merge, cancellationToken)),
            .. RbacObjects.RoleBindings.Select(binding => EnsureAsync(binding, RbacReconciliation.Merge, cancellationToken)),
            .. SystemObjects.PriorityClasses.Select(priority => EnsureAsync(priority, (stored, _) => stored, cancellationToken)),
            .. PriorityLevels.All.Select(level => EnsureAsync(level, Merge, cancellationToken)),
            .. FlowSchemas.All.Select(schema => EnsureAsync(
                FlowSchemaStatuses.With(schema, isDangling: false, time.GetUtcNow()), Merge, cancellationToken)),
        ]);
        await AggregateAsync(cancellationToken);
    }

    /// <summary>The system namespaces, the authorities published in one of them and the ServiceCIDR; they come back if somebody removes them.</summary>
    public async Task EnsureNamespacesAsync(CancellationToken cancellationToken)
    {
        foreach (var ns in SystemObjects.Namespaces)
        {
            await EnsureAsync(ns, (stored, _) => stored, cancellationToken);
        }

        await EnsureAsync(SystemObjects.AuthenticationConfigMap(options), Merge, cancellationToken);
        await EnsureAsync(SystemObjects.ServiceCidr(options, time.GetUtcNow()), (stored, _) => stored, cancellationToken);
    }

    /// <summary>Fills in the rules of aggregated roles. Roles that aggregate into each other settle in a few rounds.</summary>
    public async Task AggregateAsync(CancellationToken cancellationToken)
    {
        const int maxRounds = 5;
        for (var round = 0; round < maxRounds; round++)
        {
            var roles = objects.List<ClusterRole>().ToList();
            var changed = false;
            foreach (var role in roles)
            {
                if (role.AggregationRule is null || RbacReconciliation.Aggregate(role, roles) is var rules && rules == role.Rules)
                {
                    continue;
                }

                changed = true;
                await objects.UpdateAsync<ClusterRole>(
                    "", role.Metadata.Name, stored => stored.Rules == rules ? stored : stored with { Rules = rules }, cancellationToken);
            }

            if (!changed)
            {
                return;
            }
        }
    }

    private async Task EnsureAsync<T>(T wanted, Func<T, T, T> merge, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        var (ns, name) = (wanted.Metadata.Namespace, wanted.Metadata.Name);
        if (objects.Get<T>(ns, name) is { } cached && ReferenceEquals(merge(cached, wanted), cached))
        {
            return;
        }

        if (await objects.UpdateAsync<T>(ns, name, stored => Unless(stored, merge(stored, wanted)), cancellationToken) is null)
        {
            await objects.CreateAsync(wanted, cancellationToken);
        }
    }

    /// <summary>The stored instance if nothing changed, so that nothing is written.</summary>
    private static T Unless<T>(T stored, T merged)
        where T : ApiObject => merged.Equals(stored) ? stored : merged;

    private static ConfigMap Merge(ConfigMap stored, ConfigMap wanted) => stored.Data == wanted.Data ? stored : stored with { Data = wanted.Data };

    private static PriorityLevelConfiguration Merge(PriorityLevelConfiguration stored, PriorityLevelConfiguration wanted) =>
        OptsOut(stored) || stored.Spec == wanted.Spec ? stored : stored with { Spec = wanted.Spec };

    private static FlowSchema Merge(FlowSchema stored, FlowSchema wanted) =>
        OptsOut(stored) || stored.Spec == wanted.Spec ? stored : stored with { Spec = wanted.Spec };

    /// <summary>Both kinds are the server's own only while the annotation says so.</summary>
    private static bool OptsOut(ApiObject stored) => stored.Metadata.Annotations.GetValueOrDefault(FlowControlMetadata.AutoUpdateAnnotation) != "true";
}
