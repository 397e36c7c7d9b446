"""The old interface: the paths below /api (C-49), and pages of another origin."""
import time
import unittest

from oldclient import ANN, ANSWER, DOCUMENT, MESSAGE, STORAGE, USER, OldClientCase
from program import PDF


class Aliases(OldClientCase):
    """C-49: what the prefixed paths answer is what the plain ones do."""

    def same(self, plain, prefixed, token=None, method="GET", value=None):
        for _ in range(3):  # events of earlier requests may be counted between the two
            a, b = (self.send(method, path, value, token=token) for path in (plain, prefixed))
            if a.json == b.json:
                break
        self.assertEqual((a.status, a.json), (b.status, b.json))
        self.assertEqual(a.status, 200, a.body)

    def test_c49_auth(self):
        for path in ("/api/auth/token", "/auth/token"):
            self.fits(self.send("POST", path, ANN, token=""), {"access_token": str, "token_type": str})
            self.fits(self.form(path, ANN), {"access_token": str, "token_type": str})
            self.refuses(self.send("POST", path, {**ANN, "password": "x"}, token=""), 401)
        for path in ("/api/auth/users", "/api/auth/register", "/auth/users"):
            self.fits(self.send("POST", path, self.fresh(), token=""), USER)
        for path in ("/api/auth/users/me", "/api/auth/verify-token", "/auth/users/me"):
            self.same("/users/me", path)

    def test_c49_documents(self):
        for path in ("/api/documents", "/api/documents/upload"):
            made = self.fits(self.upload(path, "alias.txt", b"Net sales were 17 million dollars. " + path.encode()), DOCUMENT)
        while self.send("GET", f"/documents/{made['id']}/status").json["is_processing"]:
            time.sleep(0.05)
        self.same("/documents", "/api/documents")
        for rest in ("", "/status", "/analysis", "/questions"):
            self.same(f"/documents/{made['id']}{rest}", f"/api/documents/{made['id']}{rest}")
        for rest in ("/cancel", "/clear-cache"):
            self.same(f"/documents/{made['id']}{rest}", f"/api/documents/{made['id']}{rest}", method="POST")
        asked = self.fits(self.send("POST", f"/api/documents/{made['id']}/ask", {"question": "What were net sales?"}), ANSWER)
        self.assertIn(asked, self.send("GET", f"/documents/{made['id']}/questions").json)
        self.assertEqual(self.send("GET", f"/api/documents/{made['id']}/export").status, 200)
        self.assertEqual(self.send("GET", f"/api/documents/{made['id']}/download").status, 200)
        self.fits(self.send("DELETE", f"/api/documents/{made['id']}"), MESSAGE)

    def test_c49_llm_analytics_and_storage(self):
        for name in ("status", "modes"):
            self.same(f"/llm/{name}", f"/api/llm/{name}")
        self.same("/admin/llm/vendors", "/api/llm/vendors", token=self.admin)
        for name in ("overview", "usage-patterns", "tokens", "performance", "satisfaction"):
            self.same(f"/admin/analytics/{name}?days=3", f"/api/analytics/{name}?days=3", token=self.admin)
        self.same("/admin/storage/users", "/api/storage/users", token=self.admin)
        self.fits(self.send("GET", "/api/storage/overview", token=self.admin), STORAGE)
        self.same("/admin/storage/cleanup/orphaned", "/api/storage/cleanup/orphaned", token=self.admin, method="POST")
        self.same("/admin/storage/sync", "/api/storage/sync", token=self.admin, method="POST")
        for path in ("/api/analytics/overview", "/api/storage/overview", "/api/llm/vendors"):
            self.refuses(self.send("GET", path), 403, exactly=False)

    def test_a_key_may_here_what_it_may_elsewhere(self):
        made = self.send("POST", "/api/v1/users/me/api-keys", {"name": "reader", "scopes": ["documents:read"]}).json["secret"]
        self.assertEqual(self.send("GET", "/documents", token=made).status, 200)
        for method, path, value in (("GET", "/users/me", None), ("POST", "/feedback", {"feedback_type": "THUMBS_UP"}),
                                    ("POST", "/admin/clear-all-cache", None), ("DELETE", "/documents/1", None)):
            self.refuses(self.send(method, path, value, token=made), 403)
        other = self.send("POST", "/api/v1/users/me/api-keys", {"name": "asker", "scopes": ["ask"]}).json["secret"]
        document = self.upload("/documents", "key.txt", b"Net sales were 18 million dollars.").json["id"]
        self.refuses(self.send("GET", f"/documents/{document}/download", token=other), 403)


class OldPages(OldClientCase):
    """Pages of another origin that send their token in the query of a download."""

    PAGE = "http://localhost:3000"
    settings = {**OldClientCase.settings, "ALLOW_QUERY_TOKEN": "true", "ALLOWED_ORIGINS": PAGE}

    def test_preflight_and_reply_name_the_origin(self):
        for method, path in (("GET", "/documents/"), ("POST", "/token"), ("PUT", "/users/me"), ("PATCH", "/documents/1/status"),
                             ("DELETE", "/documents/1")):
            asked = self.server.ask("OPTIONS", path, None, {"Origin": self.PAGE, "Access-Control-Request-Method": method,
                                                            "Access-Control-Request-Headers": "authorization,content-type"}, token="")
            self.assertIn(asked.status, (200, 204))
            self.assertEqual(asked.headers["Access-Control-Allow-Origin"], self.PAGE)
            self.assertIn(method, asked.headers["Access-Control-Allow-Methods"])
            for name in ("authorization", "content-type"):
                self.assertIn(name, asked.headers["Access-Control-Allow-Headers"].lower())
        reply = self.server.ask("GET", "/documents/", headers={"Origin": self.PAGE})
        self.assertEqual((reply.status, reply.headers["Access-Control-Allow-Origin"]), (200, self.PAGE))

    def test_an_access_token_in_the_query_downloads_ones_own(self):
        document = self.upload("/documents", "query.pdf", PDF.read_bytes()).json["id"]
        path = f"/documents/{document}/download?token="
        self.assertEqual(self.send("GET", path + self.server.token, token="").body, PDF.read_bytes())
        self.refuses(self.send("GET", path + self.bob, token=""), 404)
        self.refuses(self.send("GET", path + "token_ann@example.com", token=""), 401)
        self.refuses(self.send("GET", f"/users/me?token={self.server.token}", token=""), 401, exactly=False)
        self.assertNotIn(self.server.token.encode(), self.server.log_path.read_bytes())


if __name__ == "__main__":
    unittest.main()
