using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>jsonpatch.escapeKey(): a name as a part of a JSON pointer.</summary>
internal static class JsonPatchFunctions
{
    public static void AddTo(Library library) => library.Global(
        "jsonpatch.escapeKey",
        "string_jsonpatch_escapeKey_string",
        [CelType.String],
        CelType.String,
        arguments => CelValue.Of(arguments[0].AsString.Replace("~", "~0").Replace("/", "~1")),
        CommonCosts.Traversal(times: 2),
        CommonCosts.TraversalEstimate(times: 2));
}
