using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Node.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>Gives a pod the overhead, node selector and tolerations of its RuntimeClass.</summary>
internal sealed class RuntimeClassAdmission(IObjectLookup objects) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    public string Name => "RuntimeClass";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    public async ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (Target(context) is not { Spec.RuntimeClassName: { } name } pod)
        {
            return;
        }

        var runtimeClass = await FindAsync(context, name, cancellationToken);
        var spec = pod.Spec;
        if (runtimeClass.Overhead is { } overhead)
        {
            if (spec.Overhead.Count > 0 && spec.Overhead != overhead.PodFixed)
            {
                throw context.Forbidden("pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
            }

            spec = spec with { Overhead = overhead.PodFixed };
        }

        if (runtimeClass.Scheduling is { } scheduling)
        {
            var selector = spec.NodeSelector;
            foreach (var (key, value) in scheduling.NodeSelector)
            {
                if (selector.TryGetValue(key, out var own) && own != value)
                {
                    throw context.Forbidden($"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {value}; pod.spec.nodeSelector[{key}] = {own}");
                }

                selector = selector.Set(key, value);
            }

            var added = scheduling.Tolerations.Where(toleration => !spec.Tolerations.Contains(toleration));
            spec = spec with { NodeSelector = selector, Tolerations = spec.Tolerations.AddRange(added) };
        }

        context.Object = pod with { Spec = spec };
    }

    public async ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (Target(context) is not { Spec.Overhead.Count: > 0 } pod)
        {
            return;
        }

        var declared = pod.Spec.RuntimeClassName is { } name ? (await FindAsync(context, name, cancellationToken)).Overhead?.PodFixed : null;
        if (declared is null)
        {
            throw context.Forbidden("pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
        }
    }

    private static Pod? Target(AdmissionContext context) => context.IsFor("", "pods") ? context.Object as Pod : null;

    private async ValueTask<RuntimeClass> FindAsync(AdmissionContext context, string name, CancellationToken cancellationToken) =>
        objects.Get<RuntimeClass>("", name)
        ?? await objects.GetLatestAsync<RuntimeClass>("", name, cancellationToken)
        ?? throw context.Forbidden($"pod rejected: RuntimeClass \"{name}\" not found");
}
