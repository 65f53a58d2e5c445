namespace KubeSharp.Scheduler.Snapshot;

/// <summary>A port of the node that a pod takes. The address 0.0.0.0 stands for all.</summary>
internal readonly record struct HostPort(string Address, string Protocol, int Port)
{
    private const string Any = "0.0.0.0";

    public static HostPort Of(string address, string protocol, int port) =>
        new(address.Length == 0 ? Any : address, protocol.Length == 0 ? "TCP" : protocol, port);

    public bool ConflictsWith(HostPort other) =>
        Port == other.Port && Protocol == other.Protocol && (Address == other.Address || Address == Any || other.Address == Any);
}
