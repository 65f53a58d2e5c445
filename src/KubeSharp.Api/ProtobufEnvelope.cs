namespace KubeSharp.Api;

/// <summary>The parts of a protobuf body: the kind, and the object's message.</summary>
public ref struct ProtobufEnvelope
{
    public string ApiVersion { get; internal set; }

    public string Kind { get; internal set; }

    public ReadOnlySpan<byte> Raw { get; internal set; }
}
