namespace KubeSharp.Kubelet.ContainerEnv;

/// <summary>A container cannot be made from its spec as things are now (CreateContainerConfigError). It is tried again.</summary>
internal sealed class ContainerConfigException(string message) : Exception(message);
