namespace KubeSharp.Client.Http;

/// <summary>What the client asks for. Built-in kinds come as protobuf where the server has it.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";

    private const string PartialMetadata = ";as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private const string PartialMetadataList = ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    public static string Accept(ApiRequest request)
    {
        var whole = request.Resource.Type is null ? Json : $"{Protobuf},{Json}";
        if (!request.MetadataOnly)
        {
            return whole;
        }

        var form = request.Verb == ApiVerb.List ? PartialMetadataList : PartialMetadata;
        return $"{Protobuf}{form},{Json}{form},{whole}";
    }
}
