namespace KubeSharp.ApiServer.Configuration;

/// <summary>Expressions of configuration files.</summary>
internal static class CelExpressions
{
    /// <exception cref="ConfigurationException">There is one: they are not evaluated yet, and to leave one out could let in who must stay out.</exception>
    public static void Refuse(ConfigurationNode node, string name)
    {
        if (node.Text(name).Length > 0)
        {
            throw node.Error(name, "CEL expressions are not supported here");
        }
    }
}
