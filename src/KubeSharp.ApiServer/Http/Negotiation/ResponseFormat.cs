namespace KubeSharp.ApiServer.Http.Negotiation;

/// <summary>What the client gets: encoding, view and layout. The views that are not the object itself also exist as meta.k8s.io/v1beta1.</summary>
public readonly record struct ResponseFormat(WireFormat Wire, ObjectView View = ObjectView.Object, bool Pretty = false, bool IsBeta = false)
{
    public static ResponseFormat Json { get; } = new(WireFormat.Json);

    public string ContentType => Wire switch
    {
        WireFormat.Protobuf => MediaTypes.Protobuf,
        WireFormat.Yaml => MediaTypes.Yaml,
        _ => MediaTypes.Json,
    };

    /// <summary>The content type of a watch response. Protobuf names its framing; JSON documents need none.</summary>
    public string StreamContentType => Wire == WireFormat.Protobuf ? MediaTypes.ProtobufStream : MediaTypes.Json;
}
