namespace KubeSharp.ApiServer.Http.Negotiation;

/// <summary>The encodings of request and response bodies.</summary>
public enum WireFormat
{
    Json,
    Yaml,
    Protobuf,
}
