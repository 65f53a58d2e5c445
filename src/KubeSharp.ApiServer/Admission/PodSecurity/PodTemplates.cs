using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <summary>The pod template inside a workload.</summary>
internal static class PodTemplates
{
    public static PodTemplateSpec? Of(ApiKind? workload) => workload switch
    {
        Deployment deployment => deployment.Spec.Template,
        ReplicaSet replicaSet => replicaSet.Spec.Template,
        StatefulSet statefulSet => statefulSet.Spec.Template,
        DaemonSet daemonSet => daemonSet.Spec.Template,
        Job job => job.Spec.Template,
        CronJob cronJob => cronJob.Spec.JobTemplate.Spec.Template,
        ReplicationController controller => controller.Spec.Template,
        PodTemplate template => template.Template,
        _ => null,
    };
}
