using KubeSharp.Cel;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.Configuration;

/// <summary>Expressions of configuration files.</summary>
internal static class CelExpressions
{
    /// <param name="node">What has the expression.</param>
    /// <param name="name">The expression's field.</param>
    /// <param name="environment">What it may refer to.</param>
    /// <param name="type">What it must give; null leaves that to the evaluation.</param>
    /// <exception cref="ConfigurationException">It is missing, does not compile or is of another type.</exception>
    public static CelProgram Compile(ConfigurationNode node, string name, CelEnvironment environment, CelType? type = null)
    {
        var expression = node.RequiredText(name);
        try
        {
            var program = environment.Compile(expression);
            return type is null || program.ResultType.Equals(type)
                ? program
                : throw Invalid(node, name, expression, $"must evaluate to {type} but got {program.ResultType}");
        }
        catch (CelCompileException e)
        {
            throw Invalid(node, name, expression, "compilation failed: " + e.Message);
        }
    }

    private static ConfigurationException Invalid(ConfigurationNode node, string name, string expression, string problem) =>
        node.Error(name, $"Invalid value: {Resources.ErrorList.Quote(expression)}: {problem}");
}
