namespace KubeSharp.Proxy.Model;

/// <summary>Names one port of one service; the port's name is "" where a service has only one.</summary>
public readonly record struct ServicePortName(string Namespace, string Name, string Port, string Protocol)
{
    public override string ToString() => Port.Length == 0 ? $"{Namespace}/{Name}" : $"{Namespace}/{Name}:{Port}";
}
