using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>Pods of jobs: with the tracking finalizer, and their index if the job has indexes.</summary>
internal static class JobPodFactory
{
    private const string IndexVariable = "JOB_COMPLETION_INDEX";

    public static Pod Make(Job job, int? index)
    {
        var pod = PodTemplates.Instantiate(job.Spec.Template, job, ControllerRefs.To(job));
        var finalizers = pod.Metadata.Finalizers.Add(TrackingFinalizer.Name);
        if (index is not { } number)
        {
            return pod with { Metadata = pod.Metadata with { Finalizers = finalizers } };
        }

        var text = number.ToString(CultureInfo.InvariantCulture);
        return pod with
        {
            Metadata = pod.Metadata with
            {
                GenerateName = PodTemplates.Prefix($"{job.Metadata.Name}-{text}"),
                Finalizers = finalizers,
                Labels = pod.Metadata.Labels.Set(CompletionIndexes.Annotation, text),
                Annotations = pod.Metadata.Annotations.Set(CompletionIndexes.Annotation, text),
            },
            Spec = pod.Spec with
            {
                Hostname = $"{job.Metadata.Name}-{text}",
                Containers = WithIndex(pod.Spec.Containers),
                InitContainers = WithIndex(pod.Spec.InitContainers),
            },
        };
    }

    private static ApiList<Container> WithIndex(ApiList<Container> containers) => ApiList<Container>.From(containers.Select(static container =>
        container.Env.FindIndex(static variable => variable.Name == IndexVariable) >= 0
            ? container
            : container with
            {
                Env = container.Env.Add(new EnvVar
                {
                    Name = IndexVariable,
                    ValueFrom = new EnvVarSource
                    {
                        FieldRef = new ObjectFieldSelector { APIVersion = "v1", FieldPath = $"metadata.labels['{CompletionIndexes.Annotation}']" },
                    },
                }),
            }));
}
