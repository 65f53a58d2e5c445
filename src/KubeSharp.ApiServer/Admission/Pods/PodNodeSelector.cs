using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>
/// Off by default. The pods of a namespace run on the nodes that its annotation selects, else on those of the cluster's default, and may
/// select no labels but those that the configuration lists for the namespace.
/// </summary>
/// <param name="objects">The namespaces.</param>
/// <param name="selectors">The configuration: node selectors by namespace, and the default.</param>
internal sealed class PodNodeSelector(IObjectLookup objects, IReadOnlyDictionary<string, ApiMap<string>> selectors)
    : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    /// <summary>Key of the selector for namespaces without the annotation.</summary>
    public const string ClusterDefault = "clusterDefaultNodeSelector";

    private const string Annotation = "scheduler.alpha.kubernetes.io/node-selector";

    public string Name => "PodNodeSelector";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    /// <summary>The labels of a selector that asks for equality only.</summary>
    /// <exception cref="FormatException">It is no such selector.</exception>
    public static ApiMap<string> ParseSelector(string text)
    {
        ApiMap<string> labels = default;
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            labels = pair.Split('=') is [var key, var value]
                ? labels.Set(key.Trim(), value.Trim())
                : throw new FormatException($"invalid selector: {pair}");
        }

        return labels;
    }

    public async ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (Target(context) is not { } pod)
        {
            return;
        }

        var selector = pod.Spec.NodeSelector;
        foreach (var (key, value) in await OfNamespaceAsync(context, cancellationToken))
        {
            selector = selector.GetValueOrDefault(key, value) == value ? selector.Set(key, value) : throw Conflict(context);
        }

        pod = pod with { Spec = pod.Spec with { NodeSelector = selector } };
        context.Object = pod;
        CheckAllowed(context, pod);
    }

    public async ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (Target(context) is not { } pod)
        {
            return;
        }

        foreach (var (key, value) in await OfNamespaceAsync(context, cancellationToken))
        {
            if (pod.Spec.NodeSelector.GetValueOrDefault(key, value) != value)
            {
                throw Conflict(context);
            }
        }

        CheckAllowed(context, pod);
    }

    private static Pod? Target(AdmissionContext context) => context.IsFor("", "pods") ? context.Object as Pod : null;

    private static ApiException Conflict(AdmissionContext context) =>
        context.Forbidden("pod node label selector conflicts with its namespace node label selector");

    private void CheckAllowed(AdmissionContext context, Pod pod)
    {
        var allowed = selectors.GetValueOrDefault(context.Namespace);
        if (allowed.Count > 0 && pod.Spec.NodeSelector.Any(label => !allowed.TryGetValue(label.Key, out var value) || value != label.Value))
        {
            throw context.Forbidden("pod node label selector labels conflict with its namespace whitelist");
        }
    }

    private async ValueTask<ApiMap<string>> OfNamespaceAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var ns = objects.Get<Namespace>("", context.Namespace)
            ?? await objects.GetLatestAsync<Namespace>("", context.Namespace, cancellationToken)
            ?? throw ApiErrors.NotFound("", "namespaces", context.Namespace);
        if (!ns.Metadata.Annotations.TryGetValue(Annotation, out var text))
        {
            return selectors.GetValueOrDefault(ClusterDefault);
        }

        try
        {
            return ParseSelector(text);
        }
        catch (FormatException invalid)
        {
            throw context.Unexplained(invalid.Message);
        }
    }
}
