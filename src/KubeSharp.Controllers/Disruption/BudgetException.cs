namespace KubeSharp.Controllers.Disruption;

/// <summary>A budget cannot be worked out.</summary>
internal sealed class BudgetException(string message) : Exception(message);
