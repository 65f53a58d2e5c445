namespace KubeSharp.Scheduler.Binding;

/// <summary>The volumes of a pod could not be bound; the pod is tried again.</summary>
internal sealed class VolumeBindingException(string message) : Exception(message);
