namespace KubeSharp.Cel.Evaluation;

/// <summary>Ends an evaluation at its limit of cost; never leaves the program.</summary>
internal sealed class CostLimitException : Exception
{
    public const string Text = "operation cancelled: actual cost limit exceeded";
}
