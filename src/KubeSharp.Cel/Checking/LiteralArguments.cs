using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Syntax.Expressions;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Checking;

/// <summary>Durations, timestamps and regular expressions that are written out are looked at before anything is evaluated.</summary>
internal static class LiteralArguments
{
    public static void Check(Expr expression, List<CelIssue> issues)
    {
        foreach (var call in ExprTree.All(expression).OfType<CallExpr>())
        {
            if (call.Arguments.Count > 0
                && call.Arguments[^1] is LiteralExpr { Value: { Kind: CelKind.String } text } literal
                && IsWrong(call.Function, text.AsString))
            {
                issues.Add(new CelIssue(literal.Position, $"invalid {call.Function} argument"));
            }
        }
    }

    private static bool IsWrong(string function, string text) => function switch
    {
        "duration" => Durations.Parse(text) is null,
        "timestamp" => Timestamps.Parse(text) is null,
        "matches" => RegexCache.Find(text) is null,
        _ => false,
    };
}
