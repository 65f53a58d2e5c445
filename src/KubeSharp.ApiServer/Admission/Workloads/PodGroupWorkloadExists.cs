using KubeSharp.Api.Scheduling.V1alpha2;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Workloads;

/// <summary>A PodGroup that comes from a template of a Workload needs both to be there (KEP-4671). Its API is off by default.</summary>
internal sealed class PodGroupWorkloadExists(IObjectLookup objects) : IValidatingAdmissionPlugin
{
    public string Name => "PodGroupWorkloadExists";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    public async ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (!context.IsFor("scheduling.k8s.io", "podgroups") || context.Object is not PodGroup { Spec.PodGroupTemplateRef.Workload: { } reference })
        {
            return;
        }

        var name = reference.WorkloadName;
        var workload = objects.Get<Workload>(context.Namespace, name)
            ?? await objects.GetLatestAsync<Workload>(context.Namespace, name, cancellationToken)
            ?? throw context.Forbidden($"PodGroup rejected: Workload \"{name}\" not found");
        if (workload.Metadata.DeletionTimestamp is not null)
        {
            throw context.Forbidden($"PodGroup rejected: Workload \"{name}\" is being deleted");
        }

        if (!workload.Spec.PodGroupTemplates.Any(template => template.Name == reference.PodGroupTemplateName))
        {
            throw context.Forbidden($"PodGroup rejected: PodGroupTemplate \"{reference.PodGroupTemplateName}\" not found in Workload \"{name}\"");
        }
    }
}
