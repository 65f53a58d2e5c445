using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Events;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.Events;

/// <summary>Events about pods and their containers.</summary>
internal sealed class PodEvents(IEventRecorder recorder)
{
    public void Normal(Pod pod, string reason, string message) => recorder.Record(Reference(pod, ""), Constants.EventTypeNormal, reason, message);

    public void Warning(Pod pod, string reason, string message) => recorder.Record(Reference(pod, ""), Constants.EventTypeWarning, reason, message);

    public void Normal(Pod pod, string container, string reason, string message) =>
        recorder.Record(Reference(pod, pod.Spec.FieldPath(container)), Constants.EventTypeNormal, reason, message);

    public void Warning(Pod pod, string container, string reason, string message) =>
        recorder.Record(Reference(pod, pod.Spec.FieldPath(container)), Constants.EventTypeWarning, reason, message);

    private static ObjectReference Reference(Pod pod, string fieldPath) => ObjectReferences.To(pod, fieldPath);
}
