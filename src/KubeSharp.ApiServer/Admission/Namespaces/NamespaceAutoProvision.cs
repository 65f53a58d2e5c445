using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Namespaces;

/// <summary>Off by default: a namespace that something is created in is made if it is not there.</summary>
internal sealed class NamespaceAutoProvision(IObjectStore objects) : IMutatingAdmissionPlugin
{
    public string Name => "NamespaceAutoProvision";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        context.Request.DryRun || !context.IsInsideNamespace() || objects.Get<Namespace>("", context.Namespace) is not null
            ? ValueTask.CompletedTask
            : ProvisionAsync(context.Namespace, cancellationToken);

    private async ValueTask ProvisionAsync(string name, CancellationToken cancellationToken)
    {
        // Null tells that somebody else was faster, which is as good.
        await objects.CreateAsync(
            new Namespace
            {
                Metadata = new ObjectMeta { Name = name, Labels = default(ApiMap<string>).Set(KubeSharp.Api.Core.V1.Constants.LabelMetadataName, name) },
                Spec = new NamespaceSpec { Finalizers = [FinalizerName.FinalizerKubernetes] },
                Status = new NamespaceStatus { Phase = NamespacePhase.NamespaceActive },
            },
            cancellationToken);
    }
}
