namespace KubeSharp.Controllers;

/// <summary>A controller that this binary has.</summary>
/// <param name="Name">Upstream's name.</param>
/// <param name="Create">Makes the loops that it consists of.</param>
/// <param name="Enabled">Whether its options let it run when <c>*</c> asks for all.</param>
internal sealed record ControllerEntry(
    string Name,
    Func<ControllerContext, IEnumerable<IController>> Create,
    Func<ControllerManagerOptions, bool>? Enabled = null);
