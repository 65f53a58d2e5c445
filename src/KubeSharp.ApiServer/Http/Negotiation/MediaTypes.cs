namespace KubeSharp.ApiServer.Http.Negotiation;

internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";
    public const string ProtobufStream = "application/vnd.kubernetes.protobuf;stream=watch";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";
    public const string ApplyYaml = "application/apply-patch+yaml";

    /// <summary>The encodings of objects, in the order of upstream's messages.</summary>
    public const string Objects = "application/json, application/yaml, application/vnd.kubernetes.protobuf";

    public const string DocumentPatches = "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json";

    /// <summary>Custom resources have no merge keys.</summary>
    public const string CustomPatches = "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml";

    public const string Patches = DocumentPatches + ", application/apply-patch+yaml";
}
