using System.Text;

namespace KubeSharp.Kubelet.ContainerEnv;

/// <summary>Expands <c>$(NAME)</c> in commands, arguments and values. <c>$$</c> is a dollar sign, so <c>$$(NAME)</c> stays as text.</summary>
internal static class Expansion
{
    /// <param name="text">The text with references.</param>
    /// <param name="variables">What is known. A reference to anything else stays as it is written.</param>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length; position++)
        {
            if (text[position] != '$' || position + 1 == text.Length)
            {
                result.Append(text[position]);
                continue;
            }
            var next = text[++position];
            if (next == '$')
            {
                result.Append('$');
            }
            else if (next != '(')
            {
                result.Append('$').Append(next);
            }
            else if (text.IndexOf(')', position) is >= 0 and var end)
            {
                var name = text[(position + 1)..end];
                result.Append(variables.TryGetValue(name, out var value) ? value : $"$({name})");
                position = end;
            }
            else
            {
                result.Append("$(");
            }
        }
        return result.ToString();
    }
}
