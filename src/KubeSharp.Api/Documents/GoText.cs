namespace KubeSharp.Api.Documents;

/// <summary>Values as Go prints them, in which upstream's messages quote configurations and patches.</summary>
public static class GoText
{
    /// <summary>As %v prints a value in its box: <c>&amp;{map[a:b]}</c>.</summary>
    public static string Boxed(DocNode value) => "&{" + Plain(value) + "}";

    /// <summary>As %#v prints a scalar; of maps and lists only their type.</summary>
    public static string Of(DocNode value) => value switch
    {
        DocObject => "map[string]interface {}{}",
        DocArray => "[]interface {}{}",
        _ => value.ToString(),
    };

    /// <summary>As %v prints a value: <c>map[a:b]</c>.</summary>
    public static string Plain(DocNode value) => value switch
    {
        DocObject fields => "map[" + string.Join(' ', fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + ":" + Plain(field.Value))) + "]",
        DocArray items => "[" + string.Join(' ', items.Select(Plain)) + "]",
        DocScalar { Kind: DocScalarKind.String } text => text.Text,
        { IsNull: true } => "<nil>",
        _ => value.ToString(),
    };
}
