namespace KubeSharp.Kubelet.Hooks;

/// <summary>A lifecycle hook failed. The message is for events.</summary>
internal sealed class HookException(string message) : Exception(message);
