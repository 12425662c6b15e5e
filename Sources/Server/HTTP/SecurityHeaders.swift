import HTTPTypes
import Hummingbird

/// Adds to every response the headers that keep the page to itself, and turns what went wrong into the API's form.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    /// Nothing comes from elsewhere, no script stands in the page. ECharts sets style attributes on its elements.
    private static var policy: String {
        [
            "default-src 'self'", "script-src 'self'", "style-src 'self'", "style-src-attr 'unsafe-inline'",
            "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "object-src 'none'",
            "base-uri 'none'", "frame-ancestors 'none'", "form-action 'none'",
        ].joined(separator: "; ")
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as APIError {
            response = error.response(from: request, context: context)
        } catch let error as HTTPError {
            response = APIError(error).response(from: request, context: context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            context.logger.error("a request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            response = APIError.inside.response(from: request, context: context)
        }
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        return response
    }
}

extension HTTPField.Name {
    static var referrerPolicy: Self { Self("Referrer-Policy") ?? .contentSecurityPolicy }
    static var crossOriginOpenerPolicy: Self { Self("Cross-Origin-Opener-Policy") ?? .contentSecurityPolicy }
}
