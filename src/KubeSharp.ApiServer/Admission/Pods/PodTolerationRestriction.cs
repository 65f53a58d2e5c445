using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Resources.Core.Pods;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>
/// Off by default. Pods get the default tolerations of their namespace, or of the cluster, and may have no others than the namespace, or
/// the cluster, lists.
/// </summary>
internal sealed class PodTolerationRestriction(IObjectLookup objects, PodTolerationOptions options)
    : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    private const string DefaultAnnotation = "scheduler.alpha.kubernetes.io/defaultTolerations";
    private const string WhitelistAnnotation = "scheduler.alpha.kubernetes.io/tolerationsWhitelist";

    private static readonly ApiList<Toleration> MemoryPressure =
    [
        new Toleration
        {
            Key = Constants.TaintNodeMemoryPressure,
            Operator = TolerationOperator.TolerationOpExists,
            Effect = TaintEffect.NoSchedule,
        },
    ];

    public string Name => "PodTolerationRestriction";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public async ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (Target(context) is not { } pod)
        {
            return;
        }

        var ns = await NamespaceAsync(context, cancellationToken);
        var tolerations = pod.Spec.Tolerations;
        if (context.Operation == AdmissionOperation.Create)
        {
            var defaults = Read(context, ns, DefaultAnnotation) ?? options.Default;
            tolerations = defaults.Count > 0 ? TolerationSets.Merge(defaults, tolerations) : tolerations;
        }

        if (QosClasses.Of(pod.Spec) != PodQOSClass.PodQOSBestEffort)
        {
            tolerations = TolerationSets.Merge(tolerations, MemoryPressure);
        }

        pod = pod with { Spec = pod.Spec with { Tolerations = tolerations } };
        context.Object = pod;
        Check(context, ns, pod);
    }

    public async ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (Target(context) is { Spec.Tolerations.Count: > 0 } pod)
        {
            Check(context, await NamespaceAsync(context, cancellationToken), pod);
        }
    }

    private static Pod? Target(AdmissionContext context) => context.IsFor("", "pods") ? context.Object as Pod : null;

    /// <summary>The tolerations of an annotation, which are a JSON list; null without it.</summary>
    private static ApiList<Toleration>? Read(AdmissionContext context, Namespace ns, string annotation)
    {
        if (!ns.Metadata.Annotations.TryGetValue(annotation, out var text))
        {
            return null;
        }

        try
        {
            return text.Length == 0 ? default(ApiList<Toleration>) : TolerationJson.Read(text);
        }
        catch (DecodeException invalid)
        {
            throw context.Unexplained(invalid.Message);
        }
    }

    private void Check(AdmissionContext context, Namespace ns, Pod pod)
    {
        var own = Read(context, ns, WhitelistAnnotation);
        var allowed = own ?? options.Whitelist;
        if (allowed.Count > 0 && !TolerationSets.IsWithin(pod.Spec.Tolerations, allowed))
        {
            throw context.Unexplained(
                $"pod tolerations (possibly merged with namespace default tolerations) conflict with its {(own is null ? "cluster" : "namespace")} whitelist");
        }
    }

    private async ValueTask<Namespace> NamespaceAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        objects.Get<Namespace>("", context.Namespace)
        ?? await objects.GetLatestAsync<Namespace>("", context.Namespace, cancellationToken)
        ?? throw ApiErrors.NotFound("", "namespaces", context.Namespace);
}
