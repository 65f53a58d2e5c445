using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Networking;

/// <summary>An Ingress that names no class gets the default one.</summary>
internal sealed class DefaultIngressClass(IObjectLookup objects) : IMutatingAdmissionPlugin
{
    private const string IsDefaultAnnotation = "ingressclass.kubernetes.io/is-default-class";
    private const string LegacyClassAnnotation = "kubernetes.io/ingress.class";

    public string Name => "DefaultIngressClass";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("networking.k8s.io", "ingresses") && context.Object is Ingress { Spec.IngressClassName: null } ingress
            && !ingress.Metadata.Annotations.ContainsKey(LegacyClassAnnotation) && FindDefault() is { } name)
        {
            context.Object = ingress with { Spec = ingress.Spec with { IngressClassName = name } };
        }

        return ValueTask.CompletedTask;
    }

    private string? FindDefault() => objects.List<IngressClass>()
        .Where(candidate => candidate.Metadata.Annotations.GetValueOrDefault(IsDefaultAnnotation) == "true")
        .OrderByDescending(candidate => candidate.Metadata.CreationTimestamp)
        .ThenBy(candidate => candidate.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Metadata.Name;
}
