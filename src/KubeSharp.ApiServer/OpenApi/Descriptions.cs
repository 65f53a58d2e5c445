using KubeSharp.Api;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>What kubectl explain says about the fields that every object has.</summary>
internal static class Descriptions
{
    public const string ApiVersion = "APIVersion defines the group and version of the schema that this object is written in, such as apps/v1.";
    public const string Kind = "The kind of this object.";

    public static string? Of(StructSchema schema) => schema.OpenApiName switch
    {
        "io.k8s.api.core.v1.Pod" => "A group of containers that run together on one node.",
        "io.k8s.api.core.v1.PodSpec" => "What a pod runs and how.",
        "io.k8s.api.core.v1.Container" => "One container of a pod.",
        "io.k8s.api.core.v1.Service" => "One address for a set of pods.",
        "io.k8s.api.core.v1.Node" => "A machine that runs pods.",
        "io.k8s.api.core.v1.Namespace" => "A scope for names.",
        "io.k8s.api.core.v1.ConfigMap" => "Configuration that pods read.",
        "io.k8s.api.core.v1.Secret" => "Confidential data that pods read.",
        "io.k8s.api.apps.v1.Deployment" => "Keeps replicas of a pod and replaces them step by step when the template changes.",
        "io.k8s.api.apps.v1.ReplicaSet" => "Keeps a number of equal pods.",
        "io.k8s.api.apps.v1.StatefulSet" => "Keeps pods with stable names and storage.",
        "io.k8s.api.apps.v1.DaemonSet" => "Keeps one pod on each node.",
        "io.k8s.api.batch.v1.Job" => "Runs pods until enough of them have succeeded.",
        "io.k8s.api.batch.v1.CronJob" => "Makes jobs on a schedule.",
        "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" => "The name, labels and history that every object has.",
        _ => null,
    };

    public static string? Of(StructSchema owner, FieldSchema field) => field.Name switch
    {
        "metadata" => "Name, labels and other facts about the object.",
        "spec" => "What is wanted.",
        "status" => "What has been observed. Set by the system.",
        "creationTimestamp" => "CreationTimestamp is a timestamp of when the object was first stored. Set by the system.",
        "items" when owner.Name.EndsWith("List", StringComparison.Ordinal) => "The objects of the list.",
        _ => null,
    };
}
