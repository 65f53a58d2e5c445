using KubeSharp.Api;

namespace KubeSharp.ApiServer;

internal sealed class FieldSelector
{
    public IEnumerable<string> Fields => [];

    public bool MatchesEverything => false;

    public static FieldSelector Parse(string text) => throw ApiErrors.BadRequest("field selectors are not available yet");

    public string? ExactValue(string field) => null;

    public bool Matches(Func<string, string> value) => true;
}

internal sealed class ParsedLabels
{
    public bool MatchesEverything => false;

    public bool Matches(ApiMap<string> labels) => true;
}

internal static class LabelSelectorParser
{
    public static ParsedLabels Parse(string text) => throw ApiErrors.BadRequest("label selectors are not available yet");
}

internal static class LabelSelectors
{
    public static bool Matches(Api.Meta.V1.LabelSelector selector, ApiMap<string> labels) =>
        selector.MatchExpressions.Count == 0 && selector.MatchLabels.All(label => labels.GetValueOrDefault(label.Key) == label.Value);
}

internal static class YamlJson
{
    public static byte[] ToJson(ReadOnlySpan<byte> yaml) => throw new DecodeException("YAML is not available yet");
}

internal static class Patches
{
    public static byte[] Json(ReadOnlySpan<byte> document, ReadOnlySpan<byte> patch) => throw new DecodeException("patches are not available yet");

    public static byte[] Merge(ReadOnlySpan<byte> document, ReadOnlySpan<byte> patch) => Json(document, patch);

    public static byte[] Strategic(ApiType type, ReadOnlySpan<byte> document, ReadOnlySpan<byte> patch) => Json(document, patch);
}
