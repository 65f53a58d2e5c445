namespace KubeSharp.ApiServer.Fairness;

/// <summary>How many seats a level wanted in the last period of lending, and what came of it.</summary>
/// <param name="High">The most at a time.</param>
/// <param name="Average">Over time.</param>
/// <param name="Deviation">From the average.</param>
/// <param name="Smoothed">What it is taken to want, with some memory of earlier periods.</param>
internal readonly record struct LevelDemand(int High, double Average, double Deviation, double Smoothed);
